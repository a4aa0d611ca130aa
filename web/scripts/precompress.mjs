import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;
const SMALLEST = 512;

/** The server sends what lies ready; nothing is compressed while somebody waits. */
async function compress(folder) {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory()) {
      await compress(path);
    } else if (TEXT.test(name)) {
      const content = await readFile(path);
      if (content.length < SMALLEST) continue;
      await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
      await writeFile(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
    }
  }
}

await compress(new URL("../dist", import.meta.url).pathname);
