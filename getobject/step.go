package getobject

import "errors"

// A step is one check on the way of a request. The order of S3's checks is the order of
// the rows in the tables of steps: a correction is a row that moves.
type step[T any] struct {
	name string
	run  func(T) error
}

// An observer is told each step that was run, and what it returned.
type observer func(phase, step string, err error)

// errAnswered is returned by a step that answers the request, so that no further step of
// its phase is run.
var errAnswered = errors.New("getobject: answered")

// walk runs the steps of a phase until one refuses the request or answers it. The
// observer may be nil.
func walk[T any](phase string, steps []step[T], subject T, observe observer) error {
	for i := range steps {
		err := steps[i].run(subject)
		answered := err == errAnswered
		if answered {
			err = nil
		}
		if observe != nil {
			observe(phase, steps[i].name, err)
		}
		if err != nil || answered {
			return err
		}
	}
	return nil
}
