/** What the server takes at most, in bytes; and a side that is enough for what it draws. */
const SMALL_BYTES = 1024 * 1024;
const SIDE = 512;

/**
 * A picture that is small enough to be sent: photographs of phones are larger than the server takes. One that this browser
 * cannot read is given back as it is; the server says what is wrong with it.
 */
export async function smallerPicture(file: Blob): Promise<Blob> {
  if (file.size <= SMALL_BYTES) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE / Math.min(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
    return drawn ?? file;
  } catch {
    return file;
  }
}
