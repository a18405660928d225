import { Text, View } from '@tarojs/components';
import './seal.css';

/** The seal (印章), pressed once when it appears; simply there under reduced motion. */
export function Seal({ text, pressed = false }: { text: string; pressed?: boolean }) {
  return (
    <View className={pressed ? 'seal seal-pressed' : 'seal'}>
      <View className="seal-frame">
        {text.split('').map((character) => (
          <Text key={character} className="seal-character">
            {character}
          </Text>
        ))}
      </View>
    </View>
  );
}
