import { View } from '@tarojs/components';
import './step-picture.css';

/** A small picture drawn of shapes: 0 a code, 1 lines to read, 2 a seal. */
export function StepPicture({ step }: { step: number }) {
  if (step === 0) {
    return (
      <View className="picture">
        <View className="picture-code" />
      </View>
    );
  }
  if (step === 1) {
    return (
      <View className="picture picture-lines">
        <View className="picture-line picture-line-strong" />
        <View className="picture-line" />
        <View className="picture-line picture-line-short" />
      </View>
    );
  }
  return (
    <View className="picture">
      <View className="picture-seal" />
    </View>
  );
}
