/** Name of the cookie in which the sentence of a command travels to the next page. */
export const FLASH_COOKIE = 'accord-flash'
