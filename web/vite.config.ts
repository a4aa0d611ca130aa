import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.GUANXI_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: {
      "@": fileURLToPath(new URL("./src", import.meta.url)),
      "react-remove-scroll": fileURLToPath(new URL("./src/shared/ui/ScrollPassThrough.tsx", import.meta.url)),
    },
  },
  // The chapters of the guide lie beside the client, in docs/.
  server: { host: "127.0.0.1", port: 5173, proxy: { "/api": server }, fs: { allow: [".."] } },
  build: {
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Small parts that nearly every page shares travel together: thirty little files compress badly and take thirty requests.
        codeSplitting: { groups: [{ name: "shared", test: /node_modules|src\/(shared|metadata|fields)\//, minShareCount: 6, maxModuleSize: 60_000 }] },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./vitest.setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
