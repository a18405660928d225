// Maqiao under pm2, from the archive of a release:  pm2 start deploy/pm2.config.cjs && pm2 save
// The settings are in .env of the release's folder, or in the file that MAQIAO_ENV_FILE names. During a
// restart or reload the server is down for one start. e2e/release/pm2.spec.ts runs pm2 with this file.
const { dirname } = require('node:path');

module.exports = {
  apps: [
    {
      name: 'maqiao',
      cwd: dirname(__dirname),
      script: './maqiao',
      args: 'start',
      // The release includes its own Node: pm2 must not use another one.
      interpreter: 'none',
      // One process: several need Redis and PostgreSQL, and a port each (docs/running-many.md).
      instances: 1,
      exec_mode: 'fork',
      // Requests in progress are finished; the longest takes 13 s. pm2's default is 1.6 s.
      kill_timeout: 15000,
      // A start fails when a store cannot be reached: wait longer between attempts.
      exp_backoff_restart_delay: 1000,
      max_memory_restart: '600M',
      // Each line of the log is JSON with its own time.
      merge_logs: true,
    },
  ],
};
