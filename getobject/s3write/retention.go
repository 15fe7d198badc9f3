package s3write

import (
	"encoding/xml"
	"strings"
	"time"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/write"
)

// A retention is the document of the retention of a version.
type retention struct {
	XMLName         xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ Retention"`
	Mode            string   `xml:",omitempty"`
	RetainUntilDate string   `xml:",omitempty"`
}

// A legalHold is the document of the legal hold of a version.
type legalHold struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ LegalHold"`
	Status  string
}

// noLock is what a request is told that asks for the lock of a version that has none.
func noLock() error { return refuse("NoSuchObjectLockConfiguration") }

// isProtected is what a request is told that would take a lock away.
func isProtected() error {
	return say(rule.CodeAccessDenied, "Access Denied because object protected by object lock.")
}

// getRetention tells the retention of a version.
func (c *call) getRetention() error {
	if err := c.mustLock(); err != nil {
		return err
	}
	_, info, err := c.find(getobject.ActionGetObjectRetention, getobject.ActionGetObjectRetention)
	if err != nil {
		return err
	}
	if info.Lock == nil || info.Lock.Mode == "" {
		return noLock()
	}
	c.answer.document = retention{Mode: info.Lock.Mode, RetainUntilDate: info.Lock.RetainUntil.UTC().Format("2006-01-02T15:04:05.000Z")}
	return nil
}

// putRetention changes the retention of a version: it is made longer by anybody who may, and
// shorter only of mode GOVERNANCE by who may bypass it. S3 PutObjectRetention.
func (c *call) putRetention() error {
	if err := c.mustLock(); err != nil {
		return err
	}
	ref, _, err := c.find(ActionPutObjectRetention, ActionPutObjectRetention)
	if err != nil {
		return err
	}
	var asked struct{ Mode, RetainUntilDate string }
	if err := c.readConfiguration(&asked, "Retention", true); err != nil {
		return err
	}
	want := store.Lock{Mode: asked.Mode}
	if asked.Mode != "" || asked.RetainUntilDate != "" {
		want.RetainUntil, err = time.Parse(time.RFC3339Nano, asked.RetainUntilDate)
		if err != nil || asked.Mode != "GOVERNANCE" && asked.Mode != "COMPLIANCE" {
			return refuse("MalformedXML")
		}
		if !want.RetainUntil.After(c.request.Time) {
			return badArgument("The retain until date must be in the future!", "RetainUntilDate", asked.RetainUntilDate)
		}
	}
	bypass := c.bypasses(ref)
	info, err := write.Revise(c.ctx, c.h.Store, ref, func(_ *store.Info, r *write.Revision) error {
		if !mayReplace(r.Lock, &want, c.request.Time, bypass) {
			return isProtected()
		}
		changed := store.Lock{}
		if r.Lock != nil {
			changed = *r.Lock
		}
		changed.Mode, changed.RetainUntil = want.Mode, want.RetainUntil.UTC()
		r.Lock = &changed
		return nil
	})
	if err == nil {
		c.describeVersion("x-amz-version-id", info.VersionID)
	}
	return err
}

// mayReplace reports whether a retention may become another.
func mayReplace(now, want *store.Lock, at time.Time, bypass bool) bool {
	if now == nil || now.Mode == "" || !at.Before(now.RetainUntil) {
		return true
	}
	longer := !want.RetainUntil.Before(now.RetainUntil)
	if now.Mode == "COMPLIANCE" {
		return longer && want.Mode == "COMPLIANCE"
	}
	return bypass || longer && want.Mode != ""
}

// bypasses reports whether the request asks to bypass the mode GOVERNANCE, and may. S3 User
// Guide: Bypassing governance mode.
func (c *call) bypasses(ref store.Ref) bool {
	return strings.EqualFold(c.argument("X-Amz-Bypass-Governance-Retention"), "true") &&
		c.authorizeIn(c.bucket, ref, ActionBypassGovernanceRetention) == nil
}

// getLegalHold tells the legal hold of a version.
func (c *call) getLegalHold() error {
	if err := c.mustLock(); err != nil {
		return err
	}
	_, info, err := c.find(getobject.ActionGetObjectLegalHold, getobject.ActionGetObjectLegalHold)
	if err != nil {
		return err
	}
	if info.Lock == nil || info.Lock.LegalHold == "" {
		return noLock()
	}
	c.answer.document = legalHold{Status: info.Lock.LegalHold}
	return nil
}

// putLegalHold places or lifts the legal hold of a version. S3 PutObjectLegalHold.
func (c *call) putLegalHold() error {
	if err := c.mustLock(); err != nil {
		return err
	}
	ref, _, err := c.find(ActionPutObjectLegalHold, ActionPutObjectLegalHold)
	if err != nil {
		return err
	}
	var asked struct{ Status string }
	if err := c.readConfiguration(&asked, "LegalHold", true); err != nil {
		return err
	}
	if asked.Status != "ON" && asked.Status != "OFF" {
		return refuse("MalformedXML")
	}
	info, err := write.Revise(c.ctx, c.h.Store, ref, func(_ *store.Info, r *write.Revision) error {
		changed := store.Lock{}
		if r.Lock != nil {
			changed = *r.Lock
		}
		changed.LegalHold = asked.Status
		r.Lock = &changed
		return nil
	})
	if err == nil {
		c.describeVersion("x-amz-version-id", info.VersionID)
	}
	return err
}
