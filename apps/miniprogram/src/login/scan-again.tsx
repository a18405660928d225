import { View } from '@tarojs/components';
import { useState } from 'react';
import { canScanCode, scanCode } from '../platform/scan-code.ts';
import { TapButton } from '../ui/tap-button.tsx';
import './scan-again.css';
import type { Copy } from '../words/copy.ts';

export interface ScanAgainProps {
  copy: Copy;
  label?: string;
  /** `open` keeps the page below; `replace` when the page itself is a login that is over. */
  how?: 'open' | 'replace';
}

/** Opens the camera for another code; nothing where the phone cannot do that from inside a program. */
export function ScanAgain({ copy, label = copy.newCode, how = 'replace' }: ScanAgainProps) {
  const [otherCode, setOtherCode] = useState(false);
  if (!canScanCode()) return null;
  const onTap = () => {
    void scanCode(how).then((outcome) => setOtherCode(outcome === 'other-code'));
  };
  return (
    <>
      <TapButton id="new-code" label={label} look="primary" onTap={onTap} />
      {otherCode ? (
        <View id="other-code" className="scan-other small">
          {copy.otherCode}
        </View>
      ) : null}
    </>
  );
}
