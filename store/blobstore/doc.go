// Package blobstore keeps objects durably.
package blobstore
