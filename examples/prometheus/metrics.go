package main

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/store/blobstore"
)

// Metrics count what a handler and a store do:
//
//	s3_requests_total{operation, status}           requests that ended
//	s3_request_duration_seconds{operation}         until their answers were sent
//	s3_response_bytes_total{operation}             of bodies that were sent
//	s3_requests_cut_short_total{operation, why}    whose answers were not sent whole, or failed
//	blobstore_cache_lookups_total{result}          of records, "hit" or "miss"
//	blobstore_damaged_total                        times that a file was found to be damaged
//
// No label has a bucket, a key or anything else that a client makes up, which would be a time
// series for each.
type Metrics struct {
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	bytes    *prometheus.CounterVec
	cut      *prometheus.CounterVec
	lookups  *prometheus.CounterVec
	damaged  prometheus.Counter
}

// NewMetrics returns Metrics that are collected by r. It panics if r has metrics of these names.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "s3_requests_total", Help: "Requests that ended, by operation and HTTP status.",
		}, []string{"operation", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "s3_request_duration_seconds", Help: "Time until the answer of a request was sent.",
			Buckets: prometheus.ExponentialBuckets(0.0005, 2, 18), // half a millisecond to a minute
		}, []string{"operation"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "s3_response_bytes_total", Help: "Bytes of bodies that were sent.",
		}, []string{"operation"}),
		cut: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "s3_requests_cut_short_total", Help: "Requests that a client, a deadline or a fault ended.",
		}, []string{"operation", "why"}),
		lookups: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "blobstore_cache_lookups_total", Help: "Records that were needed, and remembered (hit) or not (miss).",
		}, []string{"result"}),
		damaged: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "blobstore_damaged_total", Help: "Times that a file was found to be damaged.",
		}),
	}
	r.MustRegister(m.requests, m.duration, m.bytes, m.cut, m.lookups, m.damaged)
	return m
}

// Done counts a request. It is the Done of a [getobject.Handler].
func (m *Metrics) Done(r getobject.Record) {
	operation := r.Operation
	if operation == "" {
		operation = "none" // it was refused before that was known
	}
	m.requests.WithLabelValues(operation, strconv.Itoa(r.Status)).Inc()
	m.duration.WithLabelValues(operation).Observe(r.Duration.Seconds())
	m.bytes.WithLabelValues(operation).Add(float64(r.Bytes))
	if r.Ending != getobject.EndingComplete {
		m.cut.WithLabelValues(operation, r.Ending.String()).Inc()
	}
}

// Hooks count what a store does.
func (m *Metrics) Hooks() blobstore.Hooks {
	hit, miss := m.lookups.WithLabelValues("hit"), m.lookups.WithLabelValues("miss")
	return blobstore.Hooks{
		Cache: func(remembered bool) {
			if remembered {
				hit.Inc()
			} else {
				miss.Inc()
			}
		},
		Damage: func(string, error) { m.damaged.Inc() },
	}
}
