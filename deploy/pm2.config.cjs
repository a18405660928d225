// Maqiao under pm2, from the archive of a release:  pm2 start deploy/pm2.config.cjs && pm2 save
// The settings are in .env of the release's folder, or in the file that MAQIAO_ENV_FILE names. A restart, or a reload, is
// a gap of one start. e2e/release/pm2.spec.ts runs pm2 with this very file.
const { dirname } = require('node:path');

module.exports = {
  apps: [
    {
      name: 'maqiao',
      cwd: dirname(__dirname),
      script: './maqiao',
      args: 'start',
      // The release brings its own Node: pm2 must not run it with another one.
      interpreter: 'none',
      // One process: many of them share Redis and PostgreSQL, and listen on a port each (docs/running-many.md).
      instances: 1,
      exec_mode: 'fork',
      // Calls under way finish; 13 s is the longest. pm2 itself kills after 1.6 s.
      kill_timeout: 15000,
      // A start ends with a sentence when a store is away: not thousands of times a minute.
      exp_backoff_restart_delay: 1000,
      max_memory_restart: '600M',
      // Lines of JSON have their own time.
      merge_logs: true,
    },
  ],
};
