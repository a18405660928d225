/** Of the process that draws, all in all: with nothing to do it has 70 MB, and 25 ordinary megapixels take 100 more. */
export const DRAWING_MEMORY_BYTES = 192 * 1024 * 1024;
/** What a server takes in as a picture, and hands on. */
export const PICTURE_AT_MOST = 2 * 1024 * 1024;
