/** The Chinese text of a setting; the English one is in the schema, as its description and messages. */
export interface SettingWords {
  readonly meaning: string;
  /** What the value must be: completes a sentence that begins with the name of the setting and 应为. */
  readonly wants: string;
}
