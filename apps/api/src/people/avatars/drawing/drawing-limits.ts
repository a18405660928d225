/** Memory of the drawing process: idle it has 70 MB, and an ordinary picture of 25 megapixels takes 100 MB more. */
export const DRAWING_MEMORY_BYTES = 192 * 1024 * 1024;
/** The largest upload. */
export const PICTURE_AT_MOST = 2 * 1024 * 1024;
