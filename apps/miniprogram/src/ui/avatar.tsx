import type { UserProfile } from '@maqiao/shared';
import { Image, View } from '@tarojs/components';
import { useState } from 'react';
import './avatar.css';

/** The person's picture; without one the first character of their name, without that a neutral shape. */
export function Avatar({ user, large = false }: { user: UserProfile; large?: boolean }) {
  const { avatarUrl } = user;
  /** The address that did not load; another address is tried again. */
  const [broken, setBroken] = useState<string | null>(null);
  const className = large ? 'avatar avatar-large' : 'avatar';
  if (avatarUrl && avatarUrl !== broken) {
    return (
      <View className={className}>
        <Image
          className="avatar-picture"
          mode="aspectFill"
          src={avatarUrl}
          onError={() => setBroken(avatarUrl)}
        />
      </View>
    );
  }
  const [first] = Array.from(user.nickname?.trim() ?? '');
  return (
    <View className={className}>
      {first ? <View className="avatar-letter">{first}</View> : <View className="avatar-shape" />}
    </View>
  );
}
