import { View } from '@tarojs/components';
import './row-link.css';

/** A line that leads to another page or does something small. */
export function RowLink({ id, label, onTap }: { id: string; label: string; onTap: () => void }) {
  return (
    <View id={id} className="row-link" hoverClass="pressed" ariaRole="button" onClick={onTap}>
      <View className="row-link-label">{label}</View>
      <View className="row-link-mark" />
    </View>
  );
}
