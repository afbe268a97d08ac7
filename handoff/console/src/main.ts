import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/el-button.css";
import "element-plus/theme-chalk/el-input.css";
import "element-plus/theme-chalk/el-overlay.css";
import "element-plus/theme-chalk/el-dialog.css";
import "element-plus/theme-chalk/el-message.css";
import "element-plus/theme-chalk/el-skeleton.css";
import "element-plus/theme-chalk/el-skeleton-item.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/forms.css";
import { localeContextKey } from "element-plus";
import chinese from "element-plus/es/locale/lang/zh-cn";
import { createApp, ref } from "vue";
import App from "./App.vue";

// What Element Plus says by itself, such as the name of a dialog's close button, is Chinese too.
createApp(App).provide(localeContextKey, ref(chinese)).mount("#app");
