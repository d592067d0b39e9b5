// What the program and its MPI part say to each other. The part is a shared object that is loaded only under mpirun, so
// that the program itself needs no MPI. C linkage and plain types: the two may come from different compilers.
#pragma once

extern "C" {

struct RestituoRanks {
  int layout;  // of this struct: 1
  int rank;
  int size;
  // Comes back when `bytes` may be used again.
  void (*send)(int to, const void* bytes, unsigned long count);
  // 1 where a message came within so many milliseconds (below 0: however long it takes). `bytes` stay until the next
  // call.
  int (*receive)(int milliseconds, int* from, const void** bytes, unsigned long* count);
  // Ends every rank at once; for what cannot go on.
  void (*abandon)(int exit_code);
  void (*finish)();
};

// The symbol that is looked up; nothing where MPI cannot start.
typedef const RestituoRanks* (*RestituoJoinRanks)();
const RestituoRanks* restituo_join_ranks();
}
