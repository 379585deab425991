import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addStep,
  approversOf,
  blankDraft,
  changeStep,
  type DefinitionDraft,
  deleteStep,
  draftOf,
  duplicateStep,
  edited,
  inputOf,
  moveStep,
  placeStep,
  putAfter,
  stepsSoFar,
} from '#app/lib/definition-draft.ts'
import { byField, parseDraft, readDraft } from '#app/lib/definition-form.server.ts'
import { begin, did, type EditHistory, redo, undo } from '#app/lib/edit-history.ts'
import { adHocStep, type StepDefinition } from '#domain/approvals/definition.ts'
import { sentenceOf } from '#domain/approvals/sentence.ts'
import { randomRuns } from '#test/support/random-runs.ts'

const ANA = '0198c0de-0000-7000-8000-000000000001'
const BEN = '0198c0de-0000-7000-8000-000000000002'

/** What a browser sends of the form. */
function sent(draft: DefinitionDraft, more: Record<string, string> = {}): FormData {
  const form = new FormData()
  const add = (name: string, values: string | readonly string[]) => {
    for (const value of [values].flat()) form.append(name, value)
  }
  const { steps, ...whole } = draft
  for (const [name, value] of Object.entries(whole)) add(name, value)
  for (const { key, ...fields } of steps) {
    add('step', key)
    for (const [field, value] of Object.entries(fields)) {
      if (typeof value === 'boolean') add(`${key}.${field}`, value ? ['on'] : [])
      else add(`${key}.${field}`, value)
    }
  }
  for (const [name, value] of Object.entries(more)) add(name, value)
  return form
}
const names = ({ steps }: DefinitionDraft) => steps.map(({ name }) => name)
const called = (...wanted: string[]): DefinitionDraft =>
  wanted.reduce<DefinitionDraft>(
    (draft, name) => {
      const next = addStep(draft)
      return changeStep(next, next.steps.at(-1)?.key ?? '', { name })
    },
    { ...blankDraft('approval'), steps: [] },
  )
const keyOf = (draft: DefinitionDraft, name: string) => draft.steps.find((step) => step.name === name)?.key ?? ''

describe('a definition in its form', () => {
  const step: StepDefinition = {
    ...adHocStep([ANA]),
    approvers: [{ kind: 'people', membershipIds: [ANA, BEN] }, { kind: 'role', role: 'auditor' }, { kind: 'owner' }],
    rule: 'quorum',
    quorum: 2,
    daysToDecide: { count: 3, kind: 'business' },
    escalation: { afterDays: 2, to: [{ kind: 'owner_manager' }] },
    overdueAction: 'escalate',
    freshSignIn: true,
    notification: 'Look at section 4.',
    conditions: { changeTypes: ['major'], kinds: ['policy'], frameworks: ['ISO 27001', 'GDPR'] },
  }
  const stored = { name: 'Standard', type: 'approval' as const, appliesTo: { categories: ['encryption' as const] } }

  test('comes back as it was stored, through the form and without a change', () => {
    const steps = [step, { ...adHocStep([BEN]), name: 'Then' }]
    const draft = draftOf({ ...stored, steps })
    expect(readDraft(sent(draft))).toEqual(draft)
    expect(parseDraft(draft)).toEqual({ ok: true, value: { ...stored, steps } })
    expect(stepsSoFar(draft)).toEqual(steps)
  })

  test('says at the field of the form what is wrong, and keeps what was typed', () => {
    const draft = changeStep(draftOf({ ...stored, steps: [step] }), 's1', { days: 'soon', quorum: '', name: ' ' })
    const parsed = parseDraft(readDraft(sent(draft)))
    expect(parsed).toEqual({
      ok: false,
      errors: {
        's1/name': 'Name the step',
        's1/days': 'Write a whole number',
        's1/quorum': 'Write a whole number',
      },
    })
    expect(readDraft(sent(draft)).steps[0]?.days).toBe('soon')
    expect(byField(draft, { 'steps/0/approvers/0/membershipIds/1': 'Gone', appliesTo: 'No' })).toEqual({
      's1/who': 'Gone',
      appliesTo: 'No',
    })
  })

  test('adds with any button whom somebody has chosen to add', () => {
    const read = readDraft(sent(blankDraft('review'), { 's1.who.add': 'role:approver', 's1.lateTo.add': 'owner' }))
    expect(read.steps[0]).toMatchObject({ who: ['role:approver'], lateTo: ['owner'] })
  })

  test('is shown as a sentence whatever stands in its fields', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(fc.string()), (text, other, list) => {
        const typed = { name: text, mode: other, rule: text, quorum: other, days: text, dayKind: other, who: list }
        const draft = changeStep(blankDraft('approval'), 's1', {
          ...typed,
          kinds: list,
          categories: list,
          frameworks: text,
        })
        expect(sentenceOf(stepsSoFar(draft), () => undefined).length).toBeGreaterThan(0)
        parseDraft(draft)
        approversOf(list)
      }),
      { numRuns: randomRuns(300) },
    )
  })
})

describe('the steps of a form', () => {
  const abc = called('A', 'B', 'C')

  test.each([
    ['move up', moveStep(abc, keyOf(abc, 'B'), -1), ['B', 'A', 'C']],
    ['do not move beyond the end', moveStep(abc, keyOf(abc, 'C'), 1), ['A', 'B', 'C']],
    ['are put at a place', placeStep(abc, keyOf(abc, 'A'), 2), ['B', 'C', 'A']],
    ['are put after one that comes later', putAfter(abc, keyOf(abc, 'A'), keyOf(abc, 'B')), ['B', 'A', 'C']],
    ['are put after one that comes earlier', putAfter(abc, keyOf(abc, 'C'), keyOf(abc, 'A')), ['A', 'C', 'B']],
    ['do not wait for themselves', putAfter(abc, keyOf(abc, 'A'), keyOf(abc, 'A')), ['A', 'B', 'C']],
    ['are duplicated with a name of their own', duplicateStep(abc, keyOf(abc, 'A')), ['A', 'A 2', 'B', 'C']],
    ['are deleted', deleteStep(abc, keyOf(abc, 'B')), ['A', 'C']],
    ['are added after one', addStep(abc, keyOf(abc, 'A')), ['A', '', 'B', 'C']],
  ])('%s', (_, draft, expected) => expect(names(draft)).toEqual(expected))

  test('have keys of their own, whatever buttons are pressed', () => {
    const intent = fc.tuple(fc.constantFrom('add', 'duplicate', 'delete', 'up', 'down'), fc.nat({ max: 6 }))
    fc.assert(
      fc.property(fc.array(intent, { maxLength: 20 }), (intents) => {
        let draft = abc
        for (const [command, n] of intents) draft = edited(draft, `${command}:s${n}`) ?? draft
        const keys = draft.steps.map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
        expect(inputOf(draft).steps).toHaveLength(keys.length)
      }),
      { numRuns: randomRuns(300) },
    )
  })
})

describe('undo and redo', () => {
  test('what is typed in one field is one change', () => {
    const typed = did(did(did(begin('') as EditHistory<string>, 'a', 'name'), 'ab', 'name'), 'ab!', 'other')
    expect(undo(typed).present).toBe('ab')
    expect(undo(undo(typed)).present).toBe('')
  })

  test('however people go back and forth, every state is one they had made, and going back and forth ends where it began', () => {
    const action = fc.oneof(
      fc.nat().map((n) => ({ did: n })),
      fc.constant('undo' as const),
      fc.constant('redo' as const),
    )
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        let history = begin(0)
        // The naive way: all states in a row, and where one is in it.
        let states = [0]
        let at = 0
        for (const one of actions) {
          if (one === 'undo') at = Math.max(0, at - 1)
          else if (one === 'redo') at = Math.min(states.length - 1, at + 1)
          else if (one.did !== states[at]) {
            states = [...states.slice(0, at + 1), one.did]
            at += 1
          }
          history = one === 'undo' ? undo(history) : one === 'redo' ? redo(history) : did(history, one.did)
          expect(history.present).toBe(states[at])
        }
        expect(history.past.length).toBe(at)
        expect(history.future.length).toBe(states.length - 1 - at)
      }),
      { numRuns: randomRuns(500) },
    )
  })
})
