import { useEffect, useState } from 'react'

/** The value once nobody has changed it for a while; compared by what it says. */
export function useSettled<Value>(value: Value, afterMs = 400): Value {
  const [settled, setSettled] = useState(value)
  const written = JSON.stringify(value ?? null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(parse(written)), afterMs)
    return () => clearTimeout(timer)
  }, [written, afterMs])
  return settled
}

function parse<Value>(written: string): Value {
  return (JSON.parse(written) ?? undefined) as Value
}
