/*
 * Tests over the demo, which runs as in production. They share one stack, since starting and seeding it takes longer than
 * most of them: each has people and documents of its own, and what only reads comes first.
 */
import './demo/pages.ts'
import './demo/definitions.ts'
import './demo/editor.ts'
import './demo/story.ts'
