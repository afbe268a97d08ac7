import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const desk = process.env["LINDA_DESK"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/console/",
  plugins: [vue()],
  // ECharts is one chunk of 530 kB that only a page with a chart fetches.
  build: { target: "es2022", chunkSizeWarningLimit: 600 },
  server: { proxy: { "/api": { target: desk, ws: true } } },
});
