import { Column, Entity, PrimaryColumn } from 'typeorm';

// The floor's tables. What a row begins with is said by whoever inserts it: for a default of the database TypeORM would
// read each inserted row again.

@Entity('users')
export class User {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'app_id', type: 'text' }) appId!: string;
  @Column({ type: 'text' }) openid!: string;
  @Column({ type: 'text', nullable: true }) unionid!: string | null;
  @Column({ name: 'session_key_sealed', type: 'text' }) sessionKeySealed!: string;
  @Column({ type: 'text', nullable: true }) nickname!: string | null;
  @Column({ type: 'text', nullable: true }) avatar!: string | null;
  @Column({ type: 'integer' }) blocked!: number;
  @Column({ name: 'created_at', type: 'bigint' }) createdAt!: number;
  @Column({ name: 'last_login_at', type: 'bigint' }) lastLoginAt!: number;
}

@Entity('sessions')
export class Session {
  @PrimaryColumn({ type: 'text' }) sid!: string;
  @Column({ name: 'user_id', type: 'text' }) userId!: string;
  @Column({ type: 'text' }) origin!: string;
  @Column({ type: 'text' }) browser!: string;
  @Column({ type: 'text' }) os!: string;
  @Column({ type: 'text', nullable: true }) ip!: string | null;
  @Column({ type: 'text', nullable: true }) region!: string | null;
  @Column({ name: 'created_at', type: 'bigint' }) createdAt!: number;
  @Column({ name: 'last_seen_at', type: 'bigint' }) lastSeenAt!: number;
  @Column({ name: 'expires_at', type: 'bigint' }) expiresAt!: number;
  @Column({ name: 'cookie_counter', type: 'integer' }) cookieCounter!: number;
  @Column({ name: 'advanced_at', type: 'bigint' }) advancedAt!: number;
  @Column({ name: 'claimed_at', type: 'bigint', nullable: true }) claimedAt!: number | null;
  @Column({ name: 'refreshed_at', type: 'bigint', nullable: true }) refreshedAt!: number | null;
  @Column({ name: 'revoked_at', type: 'bigint', nullable: true }) revokedAt!: number | null;
  @Column({ name: 'revoked_reason', type: 'text', nullable: true }) revokedReason!: string | null;
}

@Entity('security_events')
export class SecurityEvent {
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ name: 'user_id', type: 'text' }) userId!: string;
  @Column({ type: 'text' }) kind!: 'scanned' | 'confirmed' | 'signed_in';
  @Column({ type: 'text' }) subject!: string;
  @Column({ type: 'bigint' }) at!: number;
  @Column({ type: 'text', nullable: true }) origin!: string | null;
  @Column({ type: 'text', nullable: true }) browser!: string | null;
  @Column({ type: 'text', nullable: true }) os!: string | null;
  @Column({ type: 'text', nullable: true }) region!: string | null;
  @Column({ type: 'text', nullable: true }) ip!: string | null;
  @Column({ name: 'session_id', type: 'text', nullable: true }) sessionId!: string | null;
  @Column({ type: 'text', nullable: true }) actor!: string | null;
  @Column({ type: 'text', nullable: true }) reason!: string | null;
}

@Entity('hourly_counts')
export class HourlyCount {
  @PrimaryColumn({ type: 'bigint' }) hour!: number;
  @PrimaryColumn({ type: 'text' }) name!: string;
  @Column({ type: 'bigint' }) count!: number;
}
