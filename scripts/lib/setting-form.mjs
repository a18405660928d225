// Formats a setting for a single command, in the syntax of this machine's shells.

/**
 * The text to type. On Windows for both shells, as the one in use is not known.
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
