package storetest

import "context"

// ExamineOnly checks the promise of that name.
func ExamineOnly(ctx context.Context, s Subject, name string) Finding {
	for _, p := range promises {
		if p.Name == name {
			return p.examine(ctx, s, newRun())
		}
	}
	panic("there is no promise " + name)
}

// ExamineWriterOnly checks the promise of writers of that name.
func ExamineWriterOnly(ctx context.Context, w Writer, name string) Finding {
	for _, p := range writerPromises {
		if p.Name == name {
			return p.examine(ctx, &w, newRun())
		}
	}
	panic("there is no promise " + name)
}
