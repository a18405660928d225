import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { HourlyCount } from './entities.ts';

const HOUR_MS = 3_600_000;

/** The hour's counts of changes of scenes, written every ten seconds. */
@Injectable()
export class StatisticsService implements OnModuleDestroy {
  private counts = new Map<string, number>();
  private readonly timer = setInterval(() => void this.write(), 10_000).unref();

  constructor(@InjectRepository(HourlyCount) private readonly rows: Repository<HourlyCount>) {}

  count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async write(): Promise<void> {
    const counted = this.counts;
    this.counts = new Map();
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    for (const [name, count] of counted) {
      await this.rows.query(
        'insert into hourly_counts (hour, name, count) values (?, ?, ?) on conflict (hour, name) do update set count = hourly_counts.count + excluded.count',
        [hour, name, count],
      );
    }
  }
}
