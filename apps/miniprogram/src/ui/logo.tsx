import { Image } from '@tarojs/components';
import { useState } from 'react';
import './logo.css';

/** The owner's logo; nothing where it cannot be shown. The name stands beside it. */
export function Logo({ url }: { url: string }) {
  const [broken, setBroken] = useState(false);
  if (broken) return null;
  return <Image id="logo" className="logo" mode="aspectFit" src={url} onError={() => setBroken(true)} />;
}
