/** Makes a photo small before it is kept: the phone's memory and the network are both scarce. */

const WIDEST = 2048;

/** Returns the bytes of a JPEG without the place and the camera in it; throws for what is no picture. */
export async function smallPhoto(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const shrink = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * shrink);
  canvas.height = Math.round(picture.height * shrink);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82));
  if (!blob) throw new TypeError('no picture');
  return blob.arrayBuffer();
}
