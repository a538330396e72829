package tocsin

import "encoding/json"

// A List is a slice whose JSON form is always a list: [] where there is nothing, never null, as the
// codebook has it.
type List[T any] []T

// MarshalJSON writes the list.
func (l List[T]) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}
