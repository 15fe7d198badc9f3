package getobject

import (
	"context"

	"github.com/s3get/s3get/store"
)

// learn completes the facts with what depends on the version: the part that is asked
// for, and those rights that matter to it.
func (x *exchange) learn(ctx context.Context) error {
	if err := x.learnRights(ctx); err != nil {
		return err
	}
	if x.object == nil || x.r.ask.Part == 0 {
		return nil
	}
	part, _, err := store.LookupPart(ctx, x.object, x.r.ask.Part)
	x.facts.Part = part
	return err
}

// learnRights asks for the rights that could change the answer, and for no others: a
// plain object that is there needs none.
func (x *exchange) learnRights(ctx context.Context) error {
	x.facts.Rights = 0
	info := x.facts.Info
	if info == nil || info.DeleteMarker {
		return x.learnRight(ctx, MayList, x.listAction())
	}
	for _, q := range [...]struct {
		matters bool
		right   Rights
		action  Action
	}{
		{info.TagCount > 0, MaySeeTags, x.r.tagAction()},
		{info.Lock != nil, MaySeeRetention, GetObjectRetention},
		{info.Lock != nil, MaySeeLegalHold, GetObjectLegalHold},
		{info.Encryption.UsesKMS(), MayDecrypt, Decrypt},
	} {
		if !q.matters {
			continue
		}
		if err := x.learnRight(ctx, q.right, q.action); err != nil {
			return err
		}
	}
	return nil
}

// listAction is what a client needs to be told that a key is missing. The session of a
// directory bucket includes it.
func (x *exchange) listAction() Action {
	if x.bucket.IsDirectory() {
		return CreateSession
	}
	return ListBucket
}

func (x *exchange) learnRight(ctx context.Context, right Rights, action Action) error {
	a := x.access(action)
	if action == Decrypt {
		a.KMSKeyID = x.facts.Info.Encryption.KMSKeyID
	}
	v, err := authorize(ctx, x.op.Authorizer, a)
	if err == nil && v == Allow {
		x.facts.Rights |= right
	}
	return err
}
