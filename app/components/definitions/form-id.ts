/** The id of the form of a definition, for buttons that stand elsewhere on the page. */
export const DEFINITION_FORM = 'definition'
