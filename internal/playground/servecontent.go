package playground

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// A served answer is what http.ServeContent makes of a request.
type served struct {
	Status int    `json:"status"` // 0 where there is nothing to serve
	Reason string `json:"reason"`
	Header []line `json:"header"` // sorted, as net/http writes them
	Body   *body  `json:"body"`
	Note   string `json:"note"` // what it was not asked, or why it was not
}

// serveContent answers a request for an object by http.ServeContent, which gets the object's
// content, entity tag, type and modification time, and knows nothing of anything else.
func (e *Engine) serveContent(q question) (*served, error) {
	f, err := e.load(q.Fixture)
	if err != nil {
		return nil, err
	}
	hr, err := q.Request.read()
	if err != nil {
		return nil, err
	}
	none := func(why string) (*served, error) { return &served{Header: []line{}, Note: why}, nil }
	if hr.Method != http.MethodGet && hr.Method != http.MethodHead {
		return none("it is for GET and HEAD")
	}
	c, err := openContent(f, hr)
	if err != nil {
		return none("there is no such object to serve, and what is said of that is for the program around it")
	}
	defer c.Close()
	r := record(http.HandlerFunc(c.serve), hr)
	s := &served{
		Status: r.status, Reason: http.StatusText(r.status), Header: []line{},
		Note: "it knows of content, entity tag, type and time; signatures, permissions, keys and archives are for the program around it",
	}
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		for _, value := range r.header[name] {
			s.Header = append(s.Header, line{name, value, ""})
		}
	}
	if hr.Method == http.MethodGet && (r.sent > 0 || r.status < http.StatusMultipleChoices) {
		s.Body = &body{Size: c.info.Size, Offset: c.began, Length: r.sent, Sent: r.sent, Aborted: r.aborted}
		s.Body.show(r.body)
	}
	return s, nil
}

// A content is a version of an object as an [io.ReadSeeker].
type content struct {
	store  store.Store
	ref    store.Ref
	info   *store.Info
	off    int64
	began  int64 // where the first byte was read
	read   bool
	object store.Object  // that is being read, or nil
	body   io.ReadCloser // of it
}

// openContent returns the content of the object that a request names.
func openContent(f *fixture.Fixture, hr *http.Request) (*content, error) {
	to := f.Handler().Hosts.Parse(hr.Host, hr.URL.Path)
	which := version.Latest()
	if id := hr.URL.Query().Get("versionId"); id != "" {
		var err error
		if which, err = version.Parse(id); err != nil {
			return nil, err
		}
	}
	c := &content{store: f.Store, ref: store.Ref{Bucket: bucketOf(f, to), Key: to.Key, Version: which}}
	o, err := c.store.Open(hr.Context(), c.ref)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	if c.info = o.Info(); c.info.DeleteMarker {
		return nil, errors.New("playground: a delete marker has no content")
	}
	return c, nil
}

// Seek sets where the next Read begins.
func (c *content) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += c.off
	case io.SeekEnd:
		offset += c.info.Size
	}
	if offset < 0 || offset > c.info.Size {
		return 0, errors.New("playground: a place outside of the content")
	}
	c.off = offset
	return offset, c.Close()
}

// Read reads the next bytes.
func (c *content) Read(p []byte) (int, error) {
	if c.body == nil {
		ctx := context.Background()
		o, err := c.store.Open(ctx, c.ref)
		if err != nil {
			return 0, err
		}
		c.object = o
		if c.body, err = o.OpenRange(ctx, c.off, c.info.Size-c.off); err != nil {
			return 0, err
		}
	}
	if !c.read {
		c.read, c.began = true, c.off
	}
	n, err := c.body.Read(p)
	c.off += int64(n)
	return n, err
}

// Close ends what is being read.
func (c *content) Close() (err error) {
	if c.body != nil {
		err = c.body.Close()
	}
	if c.object != nil {
		err = errors.Join(err, c.object.Close())
	}
	c.body, c.object = nil, nil
	return err
}
