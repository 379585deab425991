import './canvas.css'
import {
  Background,
  BackgroundVariant,
  type Connection,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  useNodesState,
} from '@xyflow/react'
import { CircleCheck, Send } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { type DefinitionDraft, placeStep, putAfter } from '#app/lib/definition-draft.ts'
import type { StepDefinition } from '#domain/approvals/definition.ts'
import { conditionsInWords, type NameOf, stepInWords } from '#domain/approvals/sentence.ts'
import { END, placesOf, START, skipsOf } from './canvas-layout.ts'
import { dayInWords, type RunView } from './dry-run.tsx'
import { Notes, type StepNote } from './step-list.tsx'
import type { Editing } from './use-definition.ts'

interface CanvasProps {
  editing: Editing
  shown: readonly StepDefinition[]
  nameOf: NameOf
  notes: readonly StepNote[]
  run: RunView | null
}

/** What a node of a step shows. */
type StepData = {
  no: number
  name: string
  words: string
  condition: string | null
  notes: StepNote[]
  /** From the dry run: by when, or that it does not take place. */
  when: string | null
  isCurrent: boolean
}
type StepNode = Node<StepData, 'step'>
type EndNode = Node<{ words: string; isEnd: boolean }, 'end'>
type AnyNode = StepNode | EndNode

const NODE_TYPES = { step: StepBox, end: EndBox }
const WIDTH = 290

/** The steps as a drawing. Every change goes into the same form as the list's. */
export default function Canvas(props: CanvasProps) {
  const { editing } = props
  const { draft } = editing
  const { nodes: laidOut, edges, height } = useMemo(() => drawingOf(props), [props])
  const [nodes, setNodes, onNodesChange] = useNodesState<AnyNode>(laidOut)
  useEffect(() => setNodes((drawn) => asMeasured(laidOut, drawn)), [laidOut, setNodes])
  const box = useRef<HTMLDivElement>(null)
  const focused = useRef<string | null>(null)
  // A step that is deleted gives the focus to its neighbor.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the nodes are drawn anew
  useEffect(() => {
    const key = focused.current
    if (key === null) return
    focused.current = null
    box.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${key}"]`)?.focus()
  }, [nodes])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.target instanceof Element ? event.target.closest<HTMLElement>('.react-flow__node-step') : null
    const isDeleting = event.key === 'Delete' || event.key === 'Backspace'
    if (step && isDeleting) focused.current = neighborOf(draft, step.dataset.id)
    onKey(event, editing, step)
  }
  return (
    <div className="canvas-side">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the nodes in it, which have the focus */}
      <div className="canvas-box" ref={box} style={{ height }} onKeyDown={onKeyDown}>
        <ReactFlow<AnyNode, Edge>
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          onNodesChange={onNodesChange}
          onNodeClick={(_, { id, type }) => type === 'step' && editing.select(id)}
          onNodeDragStop={(_, node) => {
            const place = placeAt(draft, laidOut, node)
            if (place === null) setNodes((drawn) => asMeasured(laidOut, drawn))
            else editing.replace(placeStep(draft, node.id, place))
          }}
          onConnect={(connection) => editing.replace(connected(draft, connection))}
          isValidConnection={({ source, target }) => source !== target}
          defaultViewport={{ x: 28, y: 16, zoom: 1 }}
          minZoom={0.4}
          maxZoom={1.5}
          zoomOnScroll={false}
          preventScrolling={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          autoPanOnNodeFocus={false}
          autoPanOnNodeDrag={false}
          aria-label="Steps in order"
          aria-describedby="canvas-help"
        >
          <Background variant={BackgroundVariant.Dots} gap={16} size={1} />
          <Controls showInteractive={false} position="top-right" />
        </ReactFlow>
      </div>
      <p className="canvas-help" id="canvas-help">
        Drag a step, or draw an arrow from one to the step that comes after it. Arrow keys go from step to step; Alt and
        an arrow key move a step, Ctrl D duplicates it, Delete deletes it, plus adds one after it, Ctrl Z undoes.
      </p>
    </div>
  )
}

/** Nodes with the sizes that were measured before: a node without one is hidden until it is measured, and loses the focus. */
const asMeasured = (nodes: readonly AnyNode[], drawn: readonly AnyNode[]): AnyNode[] =>
  nodes.map((node) => ({ ...node, measured: drawn.find(({ id }) => id === node.id)?.measured }))

/** The step beside another one: the one after it, or before the last. */
function neighborOf({ steps }: DefinitionDraft, key: string | undefined): string | null {
  const at = steps.findIndex((step) => step.key === key)
  return (steps[at + 1] ?? steps[at - 1])?.key ?? null
}

function drawingOf({ editing: { draft, current }, shown, nameOf, notes, run }: CanvasProps) {
  const data = draft.steps.map((step, at): StepData => {
    const definition = shown[at]
    return {
      no: at + 1,
      name: step.name === '' ? 'Without a name' : step.name,
      words: definition ? stepInWords(definition, nameOf) : '',
      condition: definition ? conditionsInWords(definition.conditions) : null,
      notes: notes.filter((note) => note.step === step.key),
      when: run ? whenInWords(run, at) : null,
      isCurrent: step.key === current,
    }
  })
  const { tops, height } = placesOf(data)
  const end = (id: string, words: string, top: number): EndNode => ({
    id,
    type: 'end',
    position: { x: WIDTH / 2 - 60, y: top },
    data: { words, isEnd: id === END },
    draggable: false,
    focusable: false,
  })
  const steps = draft.steps.map(
    ({ key }, at): StepNode => ({
      id: key,
      type: 'step',
      position: { x: 0, y: tops[at + 1] ?? 0 },
      data: data[at] as StepData,
      ariaLabel: `Step ${at + 1}, ${data[at]?.name}`,
    }),
  )
  // Always in the same order of the page: an element that is moved in it loses the focus.
  steps.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
  const nodes: AnyNode[] = [end(START, 'Submitted', tops[0] ?? 0), ...steps, end(END, 'Approved', tops.at(-1) ?? 0)]
  return { nodes, edges: edgesOf(draft, data), height }
}

/** What the dry run says of a step; nothing where the steps are no longer those that were tried. */
function whenInWords({ steps, timeZone }: RunView, at: number): string | null {
  const step = steps[at]
  if (!step) return null
  if (step.skipped !== null) return 'Does not take place'
  return step.dueAt === null ? 'Without a last day' : `By ${dayInWords(step.dueAt, timeZone)}`
}

function edgesOf({ steps }: DefinitionDraft, data: readonly StepData[]): Edge[] {
  const ids = [START, ...steps.map(({ key }) => key), END]
  const markerEnd = { type: MarkerType.ArrowClosed }
  const arrows = ids.slice(1).map((target, at): Edge => {
    const source = ids[at] ?? START
    return { id: `${source}-${target}`, source, target, sourceHandle: 'out', targetHandle: 'in', markerEnd }
  })
  const skips = skipsOf(data).map(({ from, to }): Edge => {
    const [source, target] = [ids[from] ?? START, ids[to] ?? END]
    return {
      id: `skip-${source}-${target}`,
      source,
      target,
      sourceHandle: 'skip-out',
      targetHandle: 'skip-in',
      type: 'smoothstep',
      className: 'is-skip',
      markerEnd,
    }
  })
  return [...arrows, ...skips]
}

/** Where a step lands that was dragged: among the others, by its middle. Null: where it was. */
function placeAt({ steps }: DefinitionDraft, laidOut: readonly AnyNode[], dragged: AnyNode): number | null {
  const was = steps.findIndex(({ key }) => key === dragged.id)
  const above = laidOut.filter(
    ({ id, type, position }) => type === 'step' && id !== dragged.id && position.y < dragged.position.y,
  ).length
  return above === was ? null : above
}

/** An arrow that somebody draws says which step comes right after which. */
function connected(draft: DefinitionDraft, { source, target }: Connection): DefinitionDraft {
  if (source === START) return placeStep(draft, target, 0)
  if (target === END) return placeStep(draft, source, draft.steps.length - 1)
  return putAfter(draft, target, source)
}

/** Carries out a key of the canvas. Keys that mean nothing here stay what they are. */
function onKey(event: KeyboardEvent, editing: Editing, node: HTMLElement | null): void {
  const command = historyCommand(event, editing) ?? (node ? stepCommand(event, node, editing) : null)
  if (!command) return
  event.preventDefault()
  command()
}

const NOTHING = () => {}

/** Undo and redo, wherever in the canvas the focus is. */
function historyCommand({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, editing: Editing): (() => void) | null {
  if (!ctrlKey && !metaKey) return null
  const letter = key.toLowerCase()
  if (letter === 'y' || (letter === 'z' && shiftKey)) return editing.redo ?? NOTHING
  return letter === 'z' ? (editing.undo ?? NOTHING) : null
}

/** What a key does to the step that has the focus. */
function stepCommand(event: KeyboardEvent, node: HTMLElement, { draft, run, select }: Editing): (() => void) | null {
  const step = node.dataset.id ?? ''
  const isOnly = draft.steps.length === 1
  switch (event.key) {
    case 'ArrowUp':
      return event.altKey ? () => run(`up:${step}`) : () => focusStep(node, draft, step, -1)
    case 'ArrowDown':
      return event.altKey ? () => run(`down:${step}`) : () => focusStep(node, draft, step, 1)
    case 'Delete':
    case 'Backspace':
      return isOnly ? NOTHING : () => run(`delete:${step}`)
    case '+':
      return () => run(`add:${step}`)
    case 'Enter':
    case ' ':
      return () => select(step)
    default:
      return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd' ? () => run(`duplicate:${step}`) : null
  }
}

/** Moves the focus to the step before or after this one. */
function focusStep(node: HTMLElement, { steps }: DefinitionDraft, key: string, by: 1 | -1): void {
  const next = steps[steps.findIndex((step) => step.key === key) + by]
  const nodes = node.parentElement?.querySelectorAll<HTMLElement>('.react-flow__node-step') ?? []
  for (const other of nodes) if (other.dataset.id === next?.key) other.focus()
}

function StepBox({ data }: NodeProps<StepNode>) {
  const { no, name, words, condition, notes, when, isCurrent } = data
  const isWrong = notes.some(({ tone }) => tone === 'error')
  return (
    <div className="canvas-step" data-current={isCurrent || undefined} data-wrong={isWrong || undefined}>
      <Handle type="target" id="in" position={Position.Top} />
      <Handle type="target" id="skip-in" position={Position.Left} isConnectable={false} />
      <span className="step-no">
        Step {no}
        {when === null ? null : <span>{when}</span>}
      </span>
      <b dir="auto">{name}</b>
      <span className="canvas-words">{words}</span>
      {condition === null ? null : <span className="only-if">Only if {condition}</span>}
      <Notes notes={notes} />
      <Handle type="source" id="skip-out" position={Position.Left} isConnectable={false} />
      <Handle type="source" id="out" position={Position.Bottom} />
    </div>
  )
}

function EndBox({ data: { words, isEnd } }: NodeProps<EndNode>) {
  const Icon = isEnd ? CircleCheck : Send
  return (
    <div className="canvas-end">
      {isEnd ? (
        <>
          <Handle type="target" id="in" position={Position.Top} />
          <Handle type="target" id="skip-in" position={Position.Left} isConnectable={false} />
        </>
      ) : (
        <>
          <Handle type="source" id="skip-out" position={Position.Left} isConnectable={false} />
          <Handle type="source" id="out" position={Position.Bottom} />
        </>
      )}
      <Icon className="i i-sm" />
      {words}
    </div>
  )
}
