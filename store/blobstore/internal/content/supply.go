package content

import (
	"context"
	"runtime"
	"sync"
)

// maxWorkers bounds the memory of a pipeline. Each worker has a batch, of a quarter of a
// megabyte, and there are two more.
const maxWorkers = 4

// serial makes batches in the goroutine that asks for them.
type serial struct {
	ctx    context.Context
	source batcher
	batch  batch
}

func (s *serial) next() *batch {
	s.batch.reset()
	if s.batch.err = s.ctx.Err(); s.batch.err != nil {
		return &s.batch
	}
	s.source.fill(&s.batch)
	s.source.work(&s.batch)
	return &s.batch
}

func (s *serial) stop() {}

// A pipeline reads ahead. One goroutine fills batches, several make them plain, and each batch
// passes through channels that have room for all there are, so that only two things are waited
// for: a batch that is free, and one that is ready.
type pipeline struct {
	ctx     context.Context
	source  batcher
	free    chan *batch
	filled  chan *batch // for the workers
	ordered chan *batch // the same, for who reads
	current *batch
	running sync.WaitGroup
}

func startPipeline(ctx context.Context, source batcher) *pipeline {
	workers := min(maxWorkers, runtime.GOMAXPROCS(0))
	n := workers + 2
	p := &pipeline{
		ctx:     ctx,
		source:  source,
		free:    make(chan *batch, n),
		filled:  make(chan *batch, n),
		ordered: make(chan *batch, n),
	}
	for range n {
		p.free <- &batch{ready: make(chan struct{}, 1)}
	}
	p.running.Go(p.fill)
	for range workers {
		p.running.Go(p.work)
	}
	return p
}

// fill fills free batches until the last.
func (p *pipeline) fill() {
	defer close(p.filled)
	for p.ctx.Err() == nil {
		select {
		case <-p.ctx.Done():
			return
		case b := <-p.free:
			b.reset()
			p.source.fill(b)
			last := b.err != nil
			p.filled <- b
			p.ordered <- b
			if last {
				return
			}
		}
	}
}

func (p *pipeline) work() {
	for b := range p.filled {
		p.source.work(b)
		b.ready <- struct{}{}
	}
}

func (p *pipeline) next() *batch {
	if p.current != nil {
		p.free <- p.current
		p.current = nil
	}
	select {
	case <-p.ctx.Done():
		return &batch{err: p.ctx.Err()}
	case p.current = <-p.ordered:
	}
	select {
	case <-p.ctx.Done():
		return &batch{err: p.ctx.Err()}
	case <-p.current.ready:
		return p.current
	}
}

// stop waits for the goroutines, which the end of the context ends.
func (p *pipeline) stop() { p.running.Wait() }
