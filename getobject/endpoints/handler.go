package endpoints

import (
	"net/http"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/getobject/objectlambda"
	"github.com/s3get/s3get/getobject/s3website"
)

// A Handler answers requests to all endpoints. It may be copied, and its fields are not changed
// while requests are served.
type Handler struct {
	// Objects answers what is neither for a website nor for a function. Its hosts say which
	// endpoint a request is to, and its store, clock, ids, authenticator, authorizer and
	// hooks serve all of them.
	Objects *getobject.Handler

	// Points are the Object Lambda access points. Nil means that there are none.
	Points objectlambda.AccessPoints
}

// An answerer answers requests, and can say why.
type answerer interface {
	http.Handler
	Explain(*http.Request) *getobject.Explanation
}

// ServeHTTP answers one request. If the body cannot be sent whole it panics with
// [http.ErrAbortHandler].
func (h *Handler) ServeHTTP(w http.ResponseWriter, hr *http.Request) { h.of(hr).ServeHTTP(w, hr) }

// Explain tells how a request is decided, by the steps of its endpoint. It sends nothing. A function
// of an Object Lambda access point is called.
func (h *Handler) Explain(hr *http.Request) *getobject.Explanation { return h.of(hr).Explain(hr) }

// of returns the handler of the endpoint that a request is to.
func (h *Handler) of(hr *http.Request) answerer {
	switch {
	case h.Objects.Hosts.Parse(hr.Host, hr.URL.Path).Endpoint == address.EndpointWebsite:
		return &s3website.Handler{Objects: h.Objects}
	case h.Points != nil:
		return &objectlambda.Handler{Read: h.Objects, Points: h.Points}
	}
	return h.Objects
}
