import type { Simulator } from '@maqiao/wechat-simulator';
import sharp from 'sharp';

/**
 * A person opens the mini program and chooses a picture, at a running server.
 * @returns what the server serves of it: its format and size
 */
export async function uploadPicture(url: string, simulator: Simulator) {
  const signedIn = await fetch(`${url}/api/mini-program/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code: simulator.loginCode('a') }),
  });
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  const picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#3a7' } })
    .png()
    .toBuffer();
  const uploaded = await fetch(`${url}/api/me/avatar`, {
    method: 'PUT',
    headers: { 'Content-Type': 'image/png', Authorization: `Bearer ${accessToken}` },
    body: new Uint8Array(picture),
  });
  const { avatarUrl } = (await uploaded.json()) as { avatarUrl?: string };
  const served = Buffer.from(await (await fetch(avatarUrl ?? url)).arrayBuffer());
  const { format, width, height } = await sharp(served).metadata();
  return { format, width, height };
}
