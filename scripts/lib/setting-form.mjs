// How a setting is written before a command, in the shells of this machine.

/**
 * One setting for one command, as it is typed. On Windows in both shells: which one is open cannot be told.
 * @param {string} name
 * @param {string} value without quotes or spaces
 * @param {string} command
 * @param {NodeJS.Platform} [platform]
 */
export function settingForm(name, value, command, platform = process.platform) {
  if (platform !== 'win32') return `${name}=${value} ${command}`;
  return [
    '',
    `  cmd:         set "${name}=${value}" && ${command}`,
    `  PowerShell:  $env:${name} = '${value}'; ${command}`,
  ].join('\n');
}
