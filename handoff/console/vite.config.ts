import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const desk = process.env["LINDA_DESK"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/console/",
  plugins: [vue()],
  build: { target: "es2022" },
  server: { proxy: { "/api": { target: desk, ws: true } } },
});
