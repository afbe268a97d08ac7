/** A picture of a name, to lie under everything on the page: whoever photographs the screen shows whose it was. */

const WIDTH = 260;
const HEIGHT = 170;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** The picture as a CSS value; the name is text in it, whatever it holds. */
export function watermark(name: string): string {
  const plain = name.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
  const drawn =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">` +
    `<text x="20" y="120" transform="rotate(-24 20 120)" font-size="15" font-family="sans-serif">${plain}</text>` +
    "</svg>";
  return `url("data:image/svg+xml,${encodeURIComponent(drawn).replace(/'/g, "%27")}")`;
}
