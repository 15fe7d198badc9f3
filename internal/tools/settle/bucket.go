package main

import (
	"context"
	"crypto/md5" //nolint:gosec // What Content-MD5 is made of.
	"crypto/tls"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// tries is how often something is asked that takes effect late, or may fail for a moment.
const tries = 30

// create makes the bucket and reports whether there may be one, whatever else fails. A name that is
// somebody's is left alone.
func (s *session) create(ctx context.Context) (made bool, err error) {
	var body vectors.Body
	if s.server.region != "us-east-1" {
		body.Text = `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>` +
			s.server.region + `</LocationConstraint></CreateBucketConfiguration>`
	}
	a, err := s.succeeded(ctx, "the bucket "+s.bucket, vectors.Step{Request: vectors.Request{Method: http.MethodPut}, Body: &body})
	if err != nil {
		return a == nil && !neverSent(err) || a != nil && a.Status >= http.StatusInternalServerError, err
	}
	s.setClock(a.Header.Get("Date"))
	const versions = `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>`
	if err := s.configure(ctx, "versioning", versions); err != nil {
		return true, err
	}
	rules, err := xml.Marshal(struct {
		XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ CORSConfiguration"`
		Rules   []corsRule
	}{Rules: s.state.CORS})
	if err != nil {
		return true, err
	}
	if err := s.configure(ctx, "cors", string(rules)); err != nil {
		fmt.Fprintln(s.out, s.who.hide(err.Error()))
		s.noRules = true
	}
	return true, ctx.Err()
}

// neverSent reports whether an error means that there was no connection to send anything over.
func neverSent(err error) bool {
	dial, certificate := new(net.OpError), new(tls.CertificateVerificationError)
	return errors.As(err, &dial) && dial.Op == "dial" || errors.As(err, &certificate)
}

// setClock makes the clock of the server that of signatures and dates, if they differ by seconds.
func (s *session) setClock(date string) {
	at, err := http.ParseTime(date)
	if err != nil {
		return
	}
	if ahead := time.Until(at); ahead.Abs() > 3*time.Second {
		fmt.Fprintf(s.out, "The clock of the server is %v ahead of this machine's, and is taken.\n", ahead.Round(time.Second))
		s.server.target.Now = func() time.Time { return time.Now().Add(ahead) }
	}
}

// configure puts a configuration of the bucket.
func (s *session) configure(ctx context.Context, name, document string) error {
	sum := md5.Sum([]byte(document)) //nolint:gosec // As above.
	_, err := s.succeeded(ctx, "the configuration "+name, vectors.Step{
		Request: vectors.Request{
			Method: http.MethodPut, Query: []vectors.Item{{Name: name, Bare: true}},
			Headers: []vectors.Line{{Name: "Content-MD5", Value: base64.StdEncoding.EncodeToString(sum[:])}},
		},
		Body: &vectors.Body{Text: document},
	})
	return err
}

// A listed is a version or a delete marker of a list.
type listed struct {
	Key, VersionID string
	LastModified   time.Time
}

// list returns what is in the bucket.
func (s *session) list(ctx context.Context) ([]listed, error) {
	a, err := s.succeeded(ctx, "the list of versions", vectors.Step{
		Request: vectors.Request{Method: http.MethodGet, Query: []vectors.Item{{Name: "versions", Bare: true}}},
	})
	if err != nil {
		return nil, err
	}
	type item struct {
		Key          string
		VersionID    string `xml:"VersionId"`
		LastModified time.Time
	}
	var doc struct{ Version, DeleteMarker []item }
	if err := xml.Unmarshal(a.Body, &doc); err != nil {
		return nil, err
	}
	var all []listed
	for _, i := range append(doc.Version, doc.DeleteMarker...) {
		all = append(all, listed(i))
	}
	return all, nil
}

// remove removes the bucket and all versions in it, and tries again what fails.
func (s *session) remove(ctx context.Context) error {
	var err error
	for range tries {
		var gone bool
		if gone, err = s.removeOnce(ctx); gone {
			fmt.Fprintf(s.out, "The bucket %s is removed.\n", s.bucket)
			return nil
		}
		if s.wait(ctx) != nil {
			break
		}
	}
	return fmt.Errorf("THE BUCKET %[1]s IN %[2]s IS LEFT: %[3]w\n"+
		"Remove it by hand: in the console, Empty and then Delete; or\n"+
		"  aws s3api delete-objects --region %[2]s --bucket %[1]s --delete \"$(aws s3api list-object-versions --region %[2]s --bucket %[1]s "+
		"--query '{Objects: [Versions,DeleteMarkers][][].{Key:Key,VersionId:VersionId}}' --output json)\"\n"+
		"  aws s3 rb --region %[2]s s3://%[1]s", s.bucket, s.server.region, err)
}

// removeOnce reports whether the bucket is gone.
func (s *session) removeOnce(ctx context.Context) (bool, error) {
	list, err := s.list(ctx)
	for _, l := range list {
		query := []vectors.Item{{Name: "versionId", Value: l.VersionID}}
		_, failed := s.succeeded(ctx, "deleting "+l.Key, vectors.Step{Request: vectors.Request{Method: http.MethodDelete, Key: l.Key, Query: query}})
		err = errors.Join(err, failed)
	}
	a, failed := s.succeeded(ctx, "deleting the bucket", vectors.Step{Request: vectors.Request{Method: http.MethodDelete}})
	if failed == nil || a != nil && a.Status == http.StatusNotFound {
		return true, nil
	}
	return false, errors.Join(err, failed)
}
