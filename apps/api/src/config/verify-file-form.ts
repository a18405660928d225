/** The names of the files by which WeChat checks domains. */
export const VERIFY_FILE_NAME = /^MP_verify_[A-Za-z0-9]{1,64}\.txt$/;
/** The most bytes that one may have: WeChat's are 16 to 32 characters. */
export const VERIFY_FILE_BYTES = 1024;
