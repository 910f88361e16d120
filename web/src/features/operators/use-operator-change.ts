import { useMutation, useQueryClient } from '@tanstack/react-query'

import { editOperator } from './api/edit-operator.ts'
import { operatorsQuery } from './api/operators-query.ts'

type Changes = Parameters<typeof editOperator>[1]

/** The list shows what the server answered, before it is asked again. */
export function useOperatorChange(id: string, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (changes: Changes) => editOperator(id, changes),
    onSuccess: (changed) => {
      client.setQueryData(operatorsQuery.queryKey, (operators) =>
        operators?.map((operator) => (operator.id === id ? changed : operator)),
      )
      onDone()
    },
  })
}
