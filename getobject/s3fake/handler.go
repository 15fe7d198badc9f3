package s3fake

import "net/http"

// serve answers one request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		panic(http.ErrAbortHandler)
	}
	defer s.requests.Done()
	s.Clock.settle()
	w.Header()["Date"] = []string{s.Clock.Now().UTC().Format(http.TimeFormat)}
	if s.lenient {
		s.provide(r)
	}
	s.read.ServeHTTP(w, r)
}

// provide creates the bucket that a request names, unless it is there or the request is about
// whether it is.
func (s *Server) provide(r *http.Request) {
	a := s.read.Hosts.Parse(r.Host, r.URL.Path)
	if a.Bucket == "" || a.Key == "" && r.URL.RawQuery == "" && r.Method != http.MethodGet {
		return
	}
	_ = s.Store.CreateBucket(s.bucket(a.Bucket)) // or the request is told what is wrong
}
