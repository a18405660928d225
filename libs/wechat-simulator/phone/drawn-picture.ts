const SIZE = 264;

/** A picture for somebody without one: hills, a sun, water, their colours from the label. @returns JPEG */
export async function drawnPicture(label: string): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser cannot draw.');
  const hue = ((label.codePointAt(label.length - 1) ?? 0) * 47) % 360;
  const fill = (colour: string, draw: () => void) => {
    pen.fillStyle = colour;
    pen.beginPath();
    draw();
    pen.fill();
  };
  fill(`hsl(${hue} 35% 88%)`, () => pen.rect(0, 0, SIZE, SIZE));
  fill('#b23a22', () => pen.arc(SIZE * 0.7, SIZE * 0.32, SIZE * 0.11, 0, Math.PI * 2));
  fill(`hsl(${hue} 22% 62%)`, () =>
    pen.ellipse(SIZE * 0.2, SIZE, SIZE * 0.5, SIZE * 0.52, 0, 0, Math.PI * 2),
  );
  fill(`hsl(${hue} 26% 46%)`, () =>
    pen.ellipse(SIZE * 0.85, SIZE, SIZE * 0.5, SIZE * 0.38, 0, 0, Math.PI * 2),
  );
  fill(`hsl(${hue} 30% 80%)`, () => pen.rect(0, SIZE * 0.9, SIZE, SIZE * 0.1));
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
  if (!blob) throw new Error('This browser cannot make a JPEG.');
  return new Uint8Array(await blob.arrayBuffer());
}
