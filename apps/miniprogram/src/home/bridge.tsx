import { View } from '@tarojs/components';
import { Seal } from '../ui/seal.tsx';
import './bridge.css';

/** Two shores and the crossing between them: the screen, the phone, and the seal in the middle. */
export function Bridge({ seal }: { seal: string }) {
  return (
    <View className="bridge">
      <View className="bridge-screen">
        <View className="bridge-code" />
      </View>
      <View className="bridge-arch" />
      <View className="bridge-phone" />
      <View className="bridge-seal">
        <Seal text={seal} />
      </View>
    </View>
  );
}
