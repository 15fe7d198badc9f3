package s3write

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// RestoreTime returns how long S3 takes at most to restore an object of that storage class by
// that tier, which is "Standard", "Bulk" or "Expedited". S3 User Guide: Archive retrieval
// options.
func RestoreTime(class, tier string) time.Duration {
	deep := class == "DEEP_ARCHIVE"
	switch {
	case tier == "Expedited":
		return 5 * time.Minute
	case tier == "Bulk" && deep:
		return 48 * time.Hour
	case tier == "Bulk" || deep:
		return 12 * time.Hour
	}
	return 5 * time.Hour
}

// A restoration is the document of RestoreObject.
type restoration struct {
	Days       *int
	Tier       string
	Type       string
	Parameters struct{ Tier string } `xml:"GlacierJobParameters"`
}

// restoreObject begins to make a copy of an archived version that can be read, or makes the
// copy that there is stay longer. S3 RestoreObject.
func (c *call) restoreObject() error {
	ref, info, err := c.find(ActionRestoreObject, ActionRestoreObject)
	if err != nil {
		return err
	}
	asked, err := c.readRestoration(info)
	if err != nil {
		return err
	}
	pinned := ref
	pinned.Version = version.Null()
	if info.VersionID != "" {
		pinned.Version = version.ByID(info.VersionID)
	}
	taking := c.restoreTime(info.StorageClass, asked.Parameters.Tier)
	now, fresh := c.request.Time, false
	_, err = write.Revise(c.ctx, c.h.Store, pinned, func(_ *store.Info, r *write.Revision) error {
		switch {
		case r.Restore == nil:
			fresh = true
			r.Restore = &store.Restore{Ongoing: true}
		case r.Restore.Ongoing:
			return refuse("RestoreAlreadyInProgress")
		default:
			r.Restore = &store.Restore{Expiry: expiryOf(now, asked.Days)}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if fresh {
		c.answer.status = http.StatusAccepted
		c.finishRestore(pinned, info.ETag, taking, expiryOf(now.Add(taking), asked.Days))
	}
	return nil
}

// restoreTime returns how long a restoration takes here.
func (c *call) restoreTime(class, tier string) time.Duration {
	if c.h.RestoreTime != nil {
		return c.h.RestoreTime(class, tier)
	}
	return RestoreTime(class, tier)
}

// readRestoration reads what is asked for, and refuses it for a version that is not archived.
func (c *call) readRestoration(info *store.Info) (*restoration, error) {
	asked := new(restoration)
	if err := c.readXML(asked, "RestoreRequest", false); err != nil {
		return nil, err
	}
	class := info.StorageClass
	if info.AccessTier != "" {
		class = info.AccessTier
	} else if class != "GLACIER" && class != "DEEP_ARCHIVE" {
		e := say("InvalidObjectState", "Restore is not allowed for the object's current storage class", "StorageClass", cmp.Or(info.StorageClass, "STANDARD"))
		e.Status = http.StatusForbidden
		return nil, e
	}
	if asked.Type != "" {
		return nil, unsupported("Type")
	}
	if asked.Parameters.Tier == "" {
		asked.Parameters.Tier = asked.Tier
	}
	switch tier := asked.Parameters.Tier; {
	case tier != "" && tier != "Standard" && tier != "Bulk" && tier != "Expedited":
		return nil, refuse("MalformedXML")
	case tier == "Expedited" && class == "DEEP_ARCHIVE":
		return nil, badArgument("Retrieval option is not supported by this storage class", "Tier", tier)
	case info.AccessTier == "" && asked.Days == nil, asked.Days != nil && *asked.Days < 1:
		return nil, refuse("MalformedXML")
	}
	return asked, nil
}

// expiryOf returns when a copy goes that is asked for some days: at the midnight behind them.
// That of an access tier stays, and is told as a hundred years. S3 User Guide: Restoring an archived object.
func expiryOf(from time.Time, days *int) time.Time {
	if days == nil {
		return from.AddDate(100, 0, 0)
	}
	return from.UTC().AddDate(0, 0, *days+1).Truncate(24 * time.Hour)
}

// finishRestore makes the copy be there when it is finished, and gone when it expires. A version
// that was replaced meanwhile stays as it is.
func (c *call) finishRestore(ref store.Ref, tag string, taking time.Duration, expiry time.Time) {
	s, ctx, after, now := c.h.Store, context.WithoutCancel(c.ctx), c.h.After, c.request.Time
	if after == nil {
		after = func(d time.Duration, do func()) { time.AfterFunc(d, do) }
	}
	become := func(state *store.Restore, done func(*store.Restore) bool) func() {
		return func() {
			// One that is gone is not restored, and nobody waits for an answer.
			_, _ = write.Revise(ctx, s, ref, func(i *store.Info, r *write.Revision) error {
				if i.ETag == tag && r.Restore != nil && done(r.Restore) {
					r.Restore = state
				}
				return nil
			})
		}
	}
	after(taking, become(&store.Restore{Expiry: expiry}, func(r *store.Restore) bool { return r.Ongoing }))
	after(expiry.Sub(now), become(nil, func(r *store.Restore) bool { return !r.Ongoing && !r.Expiry.After(expiry) }))
}
