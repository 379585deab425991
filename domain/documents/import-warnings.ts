/** What became of something that a text has and a document cannot have. */
export const IMPORT_WARNING_CODES = [
  'anchor_unknown',
  'attributes_left_out',
  'code_language_left_out',
  'comment_left_out',
  'definition_left_out',
  'element_left_out',
  'front_matter_left_out',
  'heading_level_changed',
  'image_left_out',
  'image_linked',
  'link_left_out',
  'list_numbering_changed',
  'more',
  'tag_left_out',
  'title_is_heading',
] as const
export type ImportWarningCode = (typeof IMPORT_WARNING_CODES)[number]

/** One thing that did not come in as it was sent: what, where, and in words what became of it. */
export interface ImportWarning {
  code: ImportWarningCode
  at: string
  text: string
}
