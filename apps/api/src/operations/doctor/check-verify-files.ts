import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { VERIFY_FILE_BYTES, VERIFY_FILE_NAME } from '../../config/verify-file-form.ts';
import { fromRepository } from '../../platform/database/database-location.ts';
import { failureCode } from '../../platform/process/failure-code.ts';
import { readRegular } from '../../platform/process/regular-file.ts';
import { ask, reasonOf } from './ask.ts';
import { found, type Finding } from './finding.ts';

/**
 * Looks for the files by which WeChat checks domains, and fetches each as WeChat does.
 * @param named WECHAT_VERIFY_FILES
 * @param origin where the server answers; undefined when it does not
 */
export async function checkVerifyFiles(named: string, origin: string | undefined): Promise<Finding[]> {
  const folder = fromRepository(named);
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => VERIFY_FILE_NAME.test(name));
  } catch (error) {
    return [found('verify_folder_unreadable', { folder, reason: failureCode(error) })];
  }
  if (names.length === 0) return [found('verify_files_absent', { folder })];
  const findings: Finding[] = [];
  for (const name of origin === undefined ? [] : names)
    findings.push(await checkFile(join(folder, name), `${origin}/${name}`));
  return findings;
}

async function checkFile(path: string, url: string): Promise<Finding> {
  try {
    const content = await readRegular(path, VERIFY_FILE_BYTES);
    if (content === undefined) return found('verify_file_unusable', { path });
    const { status, text } = await ask(url);
    return status === 200 && text === content.toString('utf8')
      ? found('verify_file_ok', { url })
      : found('verify_file_not_served', { url, status: String(status) });
  } catch (error) {
    return found('verify_file_not_served', { url, status: reasonOf(error) });
  }
}
