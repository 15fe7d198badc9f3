package s3write

import (
	"time"

	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
	"github.com/s3get/s3get/version"
)

// lockName is the name of a bucket's Object Lock configuration in the store.
const lockName = "object-lock"

// lockEnabled is the content of the configuration of a bucket that was created with Object Lock.
const lockEnabled = "<ObjectLockEnabled>Enabled</ObjectLockEnabled>"

// A lockConfiguration is the configuration of Object Lock of a bucket.
type lockConfiguration struct {
	ObjectLockEnabled string
	Rule              *struct {
		DefaultRetention *struct {
			Mode        string
			Days, Years *int
		}
	}
}

// The longest default retention. S3 User Guide: Object Lock considerations.
const (
	maxLockDays  = 36500
	maxLockYears = 100
)

// acceptObjectLock checks a configuration. Object Lock is only with versioning. S3
// PutObjectLockConfiguration: Rule.
func acceptObjectLock(c *call, content []byte) error {
	var config lockConfiguration
	if err := parse(content, &config); err != nil {
		return err
	}
	if config.ObjectLockEnabled != "Enabled" {
		return refuse("MalformedXML")
	}
	if c.bucket.Versioning != version.StateEnabled {
		return say("InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
	}
	if config.Rule == nil {
		return nil
	}
	by := config.Rule.DefaultRetention
	if by == nil || by.Mode != "GOVERNANCE" && by.Mode != "COMPLIANCE" || (by.Days == nil) == (by.Years == nil) {
		return refuse("MalformedXML")
	}
	n, most := by.Days, maxLockDays
	if n == nil {
		n, most = by.Years, maxLockYears
	}
	switch {
	case *n <= 0:
		return say(codeRetentionPeriod, "Default retention period must be a positive integer value.")
	case *n > most:
		return say(codeRetentionPeriod, "Default retention period exceeds the maximum allowed.")
	}
	return nil
}

const codeRetentionPeriod rule.Code = "InvalidRetentionPeriod"

// lockConfiguration returns the configuration of Object Lock of the bucket, or nil if it has
// none.
func (c *call) lockConfiguration() (*lockConfiguration, error) {
	content, err := write.LookupConfiguration(c.ctx, c.h.Store, c.bucket.Name, lockName)
	if err != nil || len(content) == 0 {
		return nil, err
	}
	config := new(lockConfiguration)
	return config, parse(content, config)
}

// mustLock refuses what needs a bucket with Object Lock in one without.
func (c *call) mustLock() error {
	config, err := c.lockConfiguration()
	if err == nil && config == nil {
		err = lockMissing()
	}
	return err
}

// lockMissing is what a request is told that needs Object Lock in a bucket without.
func lockMissing() error {
	return say(rule.CodeInvalidRequest, "Bucket is missing Object Lock Configuration")
}

// createLocked enables Object Lock in a bucket that was just created.
func (c *call) createLocked(name string) error {
	if err := c.h.Store.SetVersioning(c.ctx, name, version.StateEnabled); err != nil {
		return err
	}
	return write.Configure(c.ctx, c.h.Store, name, lockName, []byte(lockEnabled))
}

// retention returns what the default retention of a bucket makes of a version that is put now,
// or nil.
func (config *lockConfiguration) retention(now time.Time) *store.Lock {
	if config == nil || config.Rule == nil || config.Rule.DefaultRetention == nil {
		return nil
	}
	by := config.Rule.DefaultRetention
	until := now
	switch {
	case by.Days != nil:
		until = now.AddDate(0, 0, *by.Days)
	case by.Years != nil:
		until = now.AddDate(*by.Years, 0, 0)
	}
	return &store.Lock{Mode: by.Mode, RetainUntil: until.UTC()}
}

// readLock reads the lock that the version gets: that of the header, or the default of the
// bucket. S3 PutObject: x-amz-object-lock-mode.
func (c *call) readLock(v *write.Version) error {
	config, err := c.lockConfiguration()
	if err != nil {
		return err
	}
	mode, hasMode := c.request.Argument("X-Amz-Object-Lock-Mode")
	until, hasUntil := c.request.Argument("X-Amz-Object-Lock-Retain-Until-Date")
	hold, hasHold := c.request.Argument("X-Amz-Object-Lock-Legal-Hold")
	switch {
	case hasMode != hasUntil:
		missing := "x-amz-object-lock-mode"
		if hasMode {
			missing = "x-amz-object-lock-retain-until-date"
		}
		return badValue("x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied", missing)
	case hasHold && hold != "ON" && hold != "OFF":
		return badArgument("Legal Hold must be either of 'ON' or 'OFF'", "x-amz-object-lock-legal-hold", hold)
	}
	asked := config.retention(c.request.Time)
	if hasMode {
		if asked, err = c.readRetention(mode, until); err != nil {
			return err
		}
	}
	if config == nil && (hasMode || hasHold) {
		return lockMissing()
	}
	v.Lock = asked
	if hasMode {
		if err := c.authorize(ActionPutObjectRetention, c.request.Key); err != nil {
			return err
		}
	}
	if !hasHold {
		return nil
	}
	if v.Lock == nil {
		v.Lock = new(store.Lock)
	}
	v.Lock.LegalHold = hold
	return c.authorize(ActionPutObjectLegalHold, c.request.Key)
}

// readRetention reads a retention of the header.
func (c *call) readRetention(mode, until string) (*store.Lock, error) {
	if mode != "GOVERNANCE" && mode != "COMPLIANCE" {
		return nil, badArgument("Unknown wormMode directive.", "x-amz-object-lock-mode", mode)
	}
	at, err := time.Parse(time.RFC3339Nano, until)
	if err != nil {
		return nil, badArgument("The retain until date must be provided in ISO 8601 format", "x-amz-object-lock-retain-until-date", until)
	}
	if !at.After(c.request.Time) {
		return nil, badArgument("The retain until date must be in the future!", "x-amz-object-lock-retain-until-date", until)
	}
	return &store.Lock{Mode: mode, RetainUntil: at.UTC()}, nil
}

// mustDigest refuses an upload with a lock in its header and no digest. S3 PutObject:
// Content-MD5.
func (c *call) mustDigest(cl *claim) error {
	_, locks := c.request.Argument("X-Amz-Object-Lock-Mode")
	_, holds := c.request.Argument("X-Amz-Object-Lock-Legal-Hold")
	if (locks || holds) && cl.md5 == nil && cl.algorithm() == 0 {
		return say(rule.CodeInvalidRequest, "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters")
	}
	return nil
}
