package resolve

import (
	"context"
	"runtime"
	"sync"
)

// inOrder makes something of each of a list, as many at a time as there are processors, and hands what comes of them to use,
// one at a time and in the order of the list.
func inOrder[In, Out any](ctx context.Context, list []In, produce func(context.Context, In) (Out, error), use func(Out) error) error {
	type result struct {
		out Out
		err error
	}
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	queue := make(chan chan result, max(1, runtime.GOMAXPROCS(0)-1))
	running.Go(func() {
		defer close(queue)
		for _, in := range list {
			c := make(chan result, 1)
			select {
			case queue <- c:
			case <-ctx.Done():
				return
			}
			running.Go(func() {
				out, err := produce(ctx, in)
				c <- result{out, err}
			})
		}
	})
	for c := range queue {
		r := <-c
		if r.err != nil {
			return r.err
		}
		if err := use(r.out); err != nil {
			return err
		}
	}
	return ctx.Err()
}
