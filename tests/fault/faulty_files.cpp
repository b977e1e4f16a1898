#include "fault/faulty_files.hpp"

namespace schemake::test {
namespace {

// One open file. The real one's own data follows it in memory.
struct File {
  sqlite3_file base;
  FaultyFiles* owner;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
FaultyFiles& of(sqlite3_vfs* vfs) { return *static_cast<FaultyFiles*>(vfs->pAppData); }

// What stands for `operation` on this file: the fault, or what the real file says.
template <class Call>
int pass(sqlite3_file* file, Operation operation, Call call) {
  const int fault = of(file).owner->count(operation);
  return fault != SQLITE_OK ? fault : call(of(file).real());
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  sqlite3_file* real = of(file).real();
  const int fault = of(file).owner->count(Operation::write);
  const int written = fault == SQLITE_OK ? size : size / 2;
  const int result = real->pMethods->xWrite(real, data, written, offset);
  return fault == SQLITE_OK ? result : fault;
}

// Of version 2: a WAL needs the shared memory, and mapped files are left alone.
const sqlite3_io_methods kMethods = {
    2,
    [](sqlite3_file* file) {
      sqlite3_file* real = of(file).real();
      return real->pMethods == nullptr ? SQLITE_OK : real->pMethods->xClose(real);
    },
    [](sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
      return pass(file, Operation::read, [&](sqlite3_file* real) {
        return real->pMethods->xRead(real, into, size, offset);
      });
    },
    &write,
    [](sqlite3_file* file, sqlite3_int64 size) {
      return pass(file, Operation::truncate,
                  [&](sqlite3_file* real) { return real->pMethods->xTruncate(real, size); });
    },
    [](sqlite3_file* file, int flags) {
      return pass(file, Operation::sync,
                  [&](sqlite3_file* real) { return real->pMethods->xSync(real, flags); });
    },
    [](sqlite3_file* file, sqlite3_int64* size) {
      return pass(file, Operation::size,
                  [&](sqlite3_file* real) { return real->pMethods->xFileSize(real, size); });
    },
    [](sqlite3_file* file, int level) {
      return pass(file, Operation::lock,
                  [&](sqlite3_file* real) { return real->pMethods->xLock(real, level); });
    },
    [](sqlite3_file* file, int level) {
      return pass(file, Operation::unlock,
                  [&](sqlite3_file* real) { return real->pMethods->xUnlock(real, level); });
    },
    [](sqlite3_file* file, int* reserved) {
      sqlite3_file* real = of(file).real();
      return real->pMethods->xCheckReservedLock(real, reserved);
    },
    [](sqlite3_file* file, int operation, void* argument) {
      sqlite3_file* real = of(file).real();
      return real->pMethods->xFileControl(real, operation, argument);
    },
    [](sqlite3_file* file) {
      sqlite3_file* real = of(file).real();
      return real->pMethods->xSectorSize(real);
    },
    [](sqlite3_file* file) {
      sqlite3_file* real = of(file).real();
      return real->pMethods->xDeviceCharacteristics(real);
    },
    [](sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
      return pass(file, Operation::map_shared, [&](sqlite3_file* real) {
        return real->pMethods->xShmMap(real, page, size, extend, memory);
      });
    },
    [](sqlite3_file* file, int offset, int count, int flags) {
      sqlite3_file* real = of(file).real();
      if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        return real->pMethods->xShmLock(real, offset, count, flags);
      }
      return pass(file, Operation::lock_shared, [&](sqlite3_file*) {
        return real->pMethods->xShmLock(real, offset, count, flags);
      });
    },
    [](sqlite3_file* file) {
      sqlite3_file* real = of(file).real();
      real->pMethods->xShmBarrier(real);
    },
    [](sqlite3_file* file, int remove) {
      sqlite3_file* real = of(file).real();
      return real->pMethods->xShmUnmap(real, remove);
    },
    nullptr,
    nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  FaultyFiles& owner = of(vfs);
  file->pMethods = nullptr;  // nothing to close
  const int fault = owner.count(Operation::open);
  if (fault != SQLITE_OK) return fault;
  of(file).owner = &owner;
  const int result = owner.real()->xOpen(owner.real(), name, of(file).real(), flags, flags_out);
  if (of(file).real()->pMethods != nullptr) file->pMethods = &kMethods;
  return result;
}

}  // namespace

FaultyFiles::FaultyFiles() : real_(sqlite3_vfs_find(nullptr)) {
  vfs_ = *real_;
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.zName = "faulty";
  vfs_.pAppData = this;
  vfs_.xOpen = &open;
  vfs_.xDelete = [](sqlite3_vfs* vfs, const char* name, int sync) {
    const int fault = of(vfs).count(Operation::remove);
    return fault != SQLITE_OK ? fault : of(vfs).real()->xDelete(of(vfs).real(), name, sync);
  };
  vfs_.xAccess = [](sqlite3_vfs* vfs, const char* name, int flags, int* result) {
    const int fault = of(vfs).count(Operation::access);
    return fault != SQLITE_OK ? fault
                              : of(vfs).real()->xAccess(of(vfs).real(), name, flags, result);
  };
  vfs_.xFullPathname = [](sqlite3_vfs* vfs, const char* name, int size, char* out) {
    return of(vfs).real()->xFullPathname(of(vfs).real(), name, size, out);
  };
  // SQLite itself waits ten seconds for the index of a WAL.
  vfs_.xSleep = [](sqlite3_vfs*, int microseconds) { return microseconds; };
  sqlite3_vfs_register(&vfs_, 1);
}

FaultyFiles::~FaultyFiles() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

void FaultyFiles::fail(Operation operation, int result, int at, bool for_ever) {
  heal();
  operation_ = operation;
  result_ = result;
  at_ = at;
  for_ever_ = for_ever;
}

void FaultyFiles::heal() {
  result_ = SQLITE_OK;
  failed_ = false;
  calls_.fill(0);
}

int FaultyFiles::count(Operation operation) {
  const int call = ++calls_[static_cast<std::size_t>(operation)];
  if (result_ == SQLITE_OK || operation != operation_) return SQLITE_OK;
  if (call != at_ && !(for_ever_ && call > at_)) return SQLITE_OK;
  failed_ = true;
  return result_;
}

}  // namespace schemake::test
