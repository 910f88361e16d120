import '@xyflow/react/dist/base.css'

import type { ScenarioStepKind } from '@otklik/protocol/settings'
import {
  Background,
  type Connection,
  type FinalConnectionState,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react'
import { type DragEvent, useRef } from 'react'

import { useBotWords } from '../../words/bot-words.ts'
import type { ExitName, Source } from '../scenario/index.ts'
import { useBuilder } from './builder-context.ts'
import styles from './canvas.module.css'
import { Palette, stepType } from './palette.tsx'
import { StartNodeView, StepNodeView } from './step-node.tsx'
import { START_ID } from './to-flow.ts'
import { useAddStep } from './use-add-step.ts'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { useFlow } from './use-flow.ts'
import { useKeepInView } from './use-keep-in-view.ts'
import { useWholeAtFirst } from './use-whole.ts'
import { ZoomBar } from './zoom-bar.tsx'

const nodeTypes = { step: StepNodeView, start: StartNodeView }
/** A hand is not that exact; the whole of a step takes a connection anyway. */
const CONNECTION_RADIUS_PX = 24

/** Steps and what leads where, drawn; everything in it can be done by the keyboard too. */
export function Canvas() {
  const { builder: words } = useBotWords()
  const { drawing } = useBuilder()
  const flow = useFlow()
  const pane = useRef<HTMLDivElement>(null)
  const add = useAddStep()
  const { screenToFlowPosition } = useReactFlow()
  const show = useKeepInView()
  useWholeAtFirst()
  const onKeyDown = useCanvasKeys({
    chosenEdge: flow.chosenEdge,
    onEdgeRemoved: () => flow.chooseEdge(undefined),
    focusCanvas: () => pane.current?.focus(),
  })
  const connect = (connection: { source: string; sourceHandle: string | null }, to: string) =>
    drawing.connect(sourceOf(connection), to)
  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(stepType)
    if (!kind) return
    event.preventDefault()
    const at = screenToFlowPosition({ x: event.clientX - 60, y: event.clientY - 16 })
    add(kind as ScenarioStepKind, { at })
  }
  return (
    <section
      ref={pane}
      className={styles.canvas}
      aria-label={words.canvas}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const { id } = target.matches('.react-flow__node:focus-visible') ? target.dataset : {}
        if (id) show(id)
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(stepType)) event.preventDefault()
      }}
      onDrop={onDrop}
    >
      <Palette />
      <ReactFlow
        nodes={flow.nodes}
        edges={flow.edges}
        nodeTypes={nodeTypes}
        onNodesChange={flow.onNodesChange}
        onEdgesChange={flow.onEdgesChange}
        onConnect={(connection: Connection) => connect(connection, connection.target)}
        onConnectEnd={(event, state) => {
          const to = stepUnder(event, state)
          if (to && state.fromNode && state.fromHandle) {
            connect({ source: state.fromNode.id, sourceHandle: state.fromHandle.id ?? null }, to)
          }
        }}
        onEdgeClick={() => pane.current?.focus()}
        minZoom={0.2}
        maxZoom={1.5}
        connectionRadius={CONNECTION_RADIUS_PX}
        selectNodesOnDrag={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        ariaLabelConfig={{
          'node.a11yDescription.default': words.canvasKeys,
          'edge.a11yDescription.default': '',
        }}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={20} size={1.5} className={styles.dots ?? ''} />
      </ReactFlow>
      <ZoomBar />
    </section>
  )
}

function sourceOf({
  source,
  sourceHandle,
}: {
  source: string
  sourceHandle: string | null
}): Source {
  if (source === START_ID) return { from: 'start' }
  return { from: 'step', id: source, exit: (sourceHandle ?? 'next') as ExitName }
}

/** Let go over a step, and not exactly over the small circle at its edge. */
function stepUnder(event: MouseEvent | TouchEvent, state: FinalConnectionState) {
  if (state.isValid || state.fromHandle?.type !== 'source') return undefined
  const point = 'changedTouches' in event ? event.changedTouches[0] : event
  const under = point && document.elementFromPoint(point.clientX, point.clientY)
  const id = under?.closest<HTMLElement>('.react-flow__node')?.dataset.id
  return id === START_ID ? undefined : id
}
